/**
 * Calls to a system of the clinic's over HTTP, signed. Start at {@link dev.carewire.adapter.webhook.HttpWebhook}.
 */
@NullMarked
package dev.carewire.adapter.webhook;

import org.jspecify.annotations.NullMarked;
