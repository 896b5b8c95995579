/**
 * The mechanism of the configuration: sections declare settings with their types, defaults and descriptions; {@code app} gives the
 * values. Start at {@link dev.carewire.setting.SettingSection}.
 */
@NullMarked
package dev.carewire.setting;

import org.jspecify.annotations.NullMarked;
