"""Pictures as plain numbers for SVG templates."""
