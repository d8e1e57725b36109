"""Messages to and from municipalities, and the mail that says there is one."""
