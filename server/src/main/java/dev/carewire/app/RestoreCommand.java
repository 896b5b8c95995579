package dev.carewire.app;

import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.adapter.jdbi.backup.BackupException;
import dev.carewire.adapter.jdbi.backup.Restore;
import dev.carewire.adapter.jdbi.backup.Restore.Existing;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.app.wiring.ServerProcess;
import dev.carewire.file.UnusableFolderException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replaces the records of the data folder by those of a backup, while no server runs. */
@Command(
        name = "restore",
        description = "Verifies a backup, and puts its records into the data folder. No server may run.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final ConfigOptions config;

    @Parameters(paramLabel = "FILE", description = "A file that backup wrote.")
    private Path file = Path.of("");

    @Option(
            names = "--force",
            description = "Moves the records that the data folder has to a subfolder, whose name the command prints.")
    private boolean force;

    @Option(names = "--progress", description = "Shows a progress bar on stderr, which should be a terminal.")
    private boolean showsProgress;

    RestoreCommand(ProcessEnvironment environment, Clock clock) {
        this.config = new ConfigOptions(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() throws BadConfigException {
        Config settings = config.read(DemoSecretUse.IF_PRESENT);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ProgressBar bar = new ProgressBar(err);
        try {
            Restore.Restored restored = new Restore(
                            file,
                            settings.database(),
                            ServerProcess.describe(clock),
                            force ? Existing.SET_ASIDE : Existing.REFUSE,
                            showsProgress ? bar::show : (bytes, total) -> {})
                    .run(settings.server().dataDir(), clock.instant());
            restored.replaced().ifPresent(folder -> out.println("the earlier records are in " + folder));
            out.println("restored " + restored.rows() + " rows in " + restored.tables() + " tables and "
                    + restored.attachments() + " attachments of " + restored.created());
            return ExitCodes.OK;
        } catch (BackupException | UnusableDatabaseException | UnusableFolderException failure) {
            err.println("restore: " + StartFailure.text(failure));
            return ExitCodes.RESTORE_INCOMPLETE;
        }
    }
}
