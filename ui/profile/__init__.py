"""单位档案: typed once, offered in every form."""
