from . import channels, models, resources, wizards
