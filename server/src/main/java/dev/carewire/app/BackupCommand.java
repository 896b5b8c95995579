package dev.carewire.app;

import dev.carewire.adapter.jdbi.UnusableDatabaseException;
import dev.carewire.adapter.jdbi.backup.Backup;
import dev.carewire.adapter.jdbi.backup.BackupException;
import dev.carewire.app.config.BadConfigException;
import dev.carewire.app.config.Config;
import dev.carewire.app.config.ConfigSources.DemoSecretUse;
import dev.carewire.app.wiring.Server;
import dev.carewire.app.wiring.ServerProcess;
import dev.carewire.file.DataFiles;
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

/** Writes the records of the embedded database and the attachments to one file, also while the server runs. */
@Command(
        name = "backup",
        description = "Writes the embedded database, the attachments and the demo secret to one file, readable by its"
                + " owner only. The server may run meanwhile.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final ConfigOptions config;

    @Parameters(
            paramLabel = "FILE",
            description = "A new file; its folder needs space for a copy of the database, too.")
    private Path file = Path.of("");

    @Option(names = "--progress", description = "Shows a progress bar on stderr, which should be a terminal.")
    private boolean showsProgress;

    BackupCommand(ProcessEnvironment environment, Clock clock) {
        this.config = new ConfigOptions(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() throws BadConfigException {
        Config settings = config.read(DemoSecretUse.IF_PRESENT);
        PrintWriter err = spec.commandLine().getErr();
        ProgressBar bar = new ProgressBar(err);
        try {
            Backup.Written written = Backup.run(
                    file,
                    new DataFiles(settings.server().dataDir()),
                    settings.database(),
                    new Backup.Origin(ServerProcess.describe(clock), Server.version(), clock.instant()),
                    showsProgress ? bar::show : (bytes, total) -> {});
            spec.commandLine()
                    .getOut()
                    .println("backed up " + written.rows() + " rows in " + written.tables() + " tables and "
                            + written.attachments() + " attachments to " + file + " (" + written.bytes() + " bytes)");
            return ExitCodes.OK;
        } catch (BackupException | UnusableDatabaseException failure) {
            err.println("backup: " + StartFailure.text(failure));
            return ExitCodes.BACKUP_INCOMPLETE;
        }
    }
}
