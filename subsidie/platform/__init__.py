"""Technical services without domain knowledge: PDF, fonts, worker processes."""
