"""What people with bad intentions type and send: words that would be markup, files that would do more than be seen."""
