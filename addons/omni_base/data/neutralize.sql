-- a neutralised copy reads nothing and writes nothing outside, and knows no secret
UPDATE omni_connection
   SET mode = 'test', live_identity = NULL, state = 'draft';
UPDATE omni_credential
   SET secret = NULL;
