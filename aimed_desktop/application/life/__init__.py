"""From 草稿 to 已受理: the steps of an application's life, its deadlines, its progress."""
