/** Signed HTTP calls to a clinic's own system. Start at {@link dev.carewire.adapter.webhook.HttpWebhook}. */
@NullMarked
package dev.carewire.adapter.webhook;

import org.jspecify.annotations.NullMarked;
