"""What the played shops' pages share: frame, style, drawings, French spelling of amounts."""
