package dev.carewire.dialect.diagnoxix;

import dev.carewire.rate.RateLimit;
import java.util.Optional;

/**
 * How an installation authenticates and limits Diagnoxix's clients.
 *
 * @param trustUserId whether a client without a token may name its user
 * @param requests how often one user may send HTTP requests; empty for no limit
 */
record DiagnoxixRules(boolean trustUserId, Optional<RateLimit> requests) {}
