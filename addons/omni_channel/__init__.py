from . import channels, models, owners, resources, wizards
