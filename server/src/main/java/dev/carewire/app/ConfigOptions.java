package dev.carewire.app;

import dev.carewire.adapter.jwt.JwtConfig;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigReader;
import dev.carewire.app.config.ConfigSources;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.app.config.ConfigSources.Option;
import dev.carewire.app.config.Settings;
import dev.carewire.setting.Setting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The options of every command that reads the configuration. */
final class ConfigOptions {

    private static final Logger log = LoggerFactory.getLogger(ConfigOptions.class);

    private final ProcessEnvironment processEnvironment;
    private final Map<String, Option> options = new HashMap<>();

    @CommandLine.Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (default: config.yaml in the installation's folder).")
    private @Nullable Path file;

    ConfigOptions(ProcessEnvironment processEnvironment) {
        this.processEnvironment = processEnvironment;
    }

    @CommandLine.Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for what the server stores (default: as configured).")
    void data(String folder) {
        override("--data", Settings.SERVER.dataDir, folder);
    }

    /** Overrides a setting with an option of the command line. */
    void override(String option, Setting<?> setting, String text) {
        options.put(setting.key(), new Option(option, text));
    }

    /**
     * Reads the configuration for signing tokens, with the demo secret if there is no other. Reads files.
     *
     * @throws BadConfigException also if the configuration has no secret
     */
    JwtConfig signingKey() throws BadConfigException {
        JwtConfig auth = read(DemoSecretUse.IF_PRESENT).auth();
        if (auth.secret().isEmpty()) {
            throw new BadConfigException(List.of("auth.secret: missing (expected: one to sign with; tokens of the"
                    + " configured public keys come from their issuer)"));
        }
        return auth;
    }

    /** Reads the configuration and logs its warnings. Reads files. */
    Config read(DemoSecretUse demoSecret) throws BadConfigException {
        ConfigSources sources = new ConfigSources(
                Optional.ofNullable(file),
                processEnvironment.home(),
                processEnvironment.variables(),
                options,
                demoSecret);
        return ConfigReader.read(
                sources, line -> log.atWarn().addKeyValue("cause", line).log("configuration: something is ignored"));
    }
}
