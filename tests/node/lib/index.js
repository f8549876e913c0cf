'use strict';
module.exports = { ...require('./grpc'), ...require('./http'), ...require('./ledger'), ...require('./script') };
