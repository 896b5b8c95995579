package dev.carewire.dialect.diagnoxix;

import dev.carewire.rate.AddressLimits;

/**
 * How an installation authenticates and limits Diagnoxix's clients.
 *
 * @param trustUserId whether a client without a token may name its user
 * @param requests HTTP requests of one address
 */
record DiagnoxixRules(boolean trustUserId, AddressLimits requests) {}
