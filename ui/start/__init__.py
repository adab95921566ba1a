"""The start page and what is begun from it: new applications, supplementary notices, the first run."""
