/** Invoices and their payments. Start at {@link dev.carewire.billing.Invoices}. */
@NullMarked
package dev.carewire.billing;

import org.jspecify.annotations.NullMarked;
