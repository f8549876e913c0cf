// Judges the codes by which members prove to be at a till: otplib makes and checks them from what the platform gives an app. Knows none of the product's code.
'use strict';
const { generateSync, verifySync } = require('otplib');
const { serve } = require('../lib');

const TERMS = { algorithm: 'sha256', digits: 8, period: 30 };

serve({
  // What an app would show at a moment.
  generate: ({ secret, epoch }) => generateSync({ ...TERMS, secret, epoch }),
  // Whether an app that checks codes takes one, of this step and of one beside it.
  verify: ({ secret, token, epoch, tolerance }) => verifySync({ ...TERMS, secret, token, epoch, epochTolerance: tolerance }).valid,
});
