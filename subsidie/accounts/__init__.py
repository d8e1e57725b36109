"""Users, roles, mandates and interests: who may do what."""
