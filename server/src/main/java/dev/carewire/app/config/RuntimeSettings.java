package dev.carewire.app.config;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.util.Optional;

/**
 * The settings of the Java runtime. {@code scripts/prerequisites.bash} reads them before it starts the process, so the
 * server only checks them.
 */
final class RuntimeSettings extends SettingSection {

    private static final int MIB = 1 << 20;

    /** The compilers of the runtime. */
    enum JitCompiler {
        /** A quick one, then an optimizing one for code that runs often. */
        TIERED,
        /** The quick one alone. */
        QUICK
    }

    final Setting<HeapLimit> maxHeap = add(
            "server.max-heap",
            HeapLimit.TYPE,
            "25%",
            "Largest heap, as a share of the memory of the machine or container. The scripts apply it, unless JAVA_TOOL_OPTIONS names another.");

    final Setting<JitCompiler> compiler = add(
            "server.compiler",
            SettingType.enumValue(JitCompiler.class),
            "tiered",
            "Compiler of the Java runtime; quick needs less memory and less processor time in the first minute, and more in the months after. The scripts apply it.");

    /** The warning for a process with a larger heap than configured; empty if there is none. */
    Optional<String> warning(SettingValues given, long heap) {
        long limit = given.get(maxHeap).bytes();
        return limit == 0 || heap <= limit
                ? Optional.empty()
                : Optional.of("server.max-heap: ignored: the process may use a heap of " + heap / MIB
                        + " MiB (expected: a start with scripts/serve, or the JVM flag -Xmx)");
    }
}
