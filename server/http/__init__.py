"""What every address of the server shares: negotiation, errors, headers, logs."""
