"""What is typed about sessions, made clean. The acts themselves check again."""
