/**
 * The configuration: sections of settings, read from {@code config.yaml} and the environment into records. Only
 * {@code app} may use it. Start at {@link dev.carewire.app.config.Settings} and
 * {@link dev.carewire.app.config.ConfigReader}.
 */
@NullMarked
package dev.carewire.app.config;

import org.jspecify.annotations.NullMarked;
