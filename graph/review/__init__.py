"""What a person checks after extraction: documents in; one HTML file with every mention, fact, rule, unknown name and doubt out."""
