package dev.carewire.app;

import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.app.config.Settings;
import dev.carewire.app.wiring.RunningServer;
import dev.carewire.app.wiring.Server;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a server until stopped. */
@Command(
        name = "serve",
        description =
                "Runs the server until SIGTERM or Ctrl-C. Exit code 1: it could not start or continue; 2: bad configuration.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
    private static final Set<String> WILDCARD_ADDRESSES = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private final Launcher launcher;
    private final StopSignal stop;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final ConfigOptions config;

    @Option(
            names = "--demo",
            description =
                    "Fills an empty database with a sample clinic, makes a secret if none is configured, and listens on localhost unless server.host is set.")
    private boolean demo;

    ServeCommand(ProcessEnvironment environment, Launcher launcher, StopSignal stop) {
        this.config = new ConfigOptions(environment);
        this.launcher = launcher;
        this.stop = stop;
    }

    @Option(names = "--port", paramLabel = "N", description = "Port; 0 takes any free one (default: as configured).")
    void port(String port) {
        config.override("--port", Settings.SERVER.port, port);
    }

    @Override
    public Integer call() throws BadConfigException, InterruptedException {
        Config settings = config.read(demo ? DemoSecretUse.CREATE : DemoSecretUse.NEVER);
        log.atInfo()
                .addKeyValue("version", Server.version())
                .addKeyValue("java", Runtime.version())
                .log("starting");
        settings.settings()
                .changes(Settings.all())
                .forEach((key, value) -> log.atInfo()
                        .addKeyValue("key", key)
                        .addKeyValue("value", value)
                        .log("setting"));
        RunningServer server;
        try {
            server = launcher.start(settings);
        } catch (Exception failure) { // any failure: one line for the user, the rest for the log
            log.atDebug().setCause(failure).log("start failed");
            spec.commandLine().getErr().println("CareWire cannot start: " + StartFailure.describe(failure, settings));
            return ExitCodes.START_FAILED;
        }
        spec.commandLine()
                .getOut()
                .println("CareWire ready on " + place(settings.listening().host(), server.port()));
        spec.commandLine().getOut().flush();
        Optional<String> failure = stop.awaitThenClose(server);
        failure.ifPresent(reason -> spec.commandLine().getErr().println("CareWire has stopped: " + reason));
        return failure.isPresent() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /** A URL that a browser can open, and whether the server listens on more addresses than that one. */
    private static String place(String host, int port) {
        if (WILDCARD_ADDRESSES.contains(host)) {
            return "http://localhost:" + port + " (all addresses)";
        }
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
