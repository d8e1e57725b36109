"""What a tranche is: its rules as data, each with its source and how sure it is, and their history."""
