"""What people do with petitions. Each act checks by itself, in one transaction; nothing else writes a petition."""
