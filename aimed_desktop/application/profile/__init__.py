"""The unit profile: facts of the unit and its people, typed once and offered in every form."""
