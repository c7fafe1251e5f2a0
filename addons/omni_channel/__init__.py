from . import channels, models, resources
