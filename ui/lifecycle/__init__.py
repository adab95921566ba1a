"""What the window does along the life of an application, from 定稿 to 报送归档."""
