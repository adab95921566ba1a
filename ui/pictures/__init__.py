"""Pictures before they are kept: what nobody may see is taken out."""
