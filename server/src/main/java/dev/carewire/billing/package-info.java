/**
 * Invoices and what was paid of them. Start at {@link dev.carewire.billing.Invoices}.
 */
@NullMarked
package dev.carewire.billing;

import org.jspecify.annotations.NullMarked;
