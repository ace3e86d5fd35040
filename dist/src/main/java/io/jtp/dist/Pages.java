package io.jtp.dist;

import io.jtp.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the manual, in AsciiDoc, and the script for completion. Part of the build, and of nothing that is installed. */
public final class Pages {
    private Pages() {}

    /** @param args a directory for the manual, and the file for the script */
    public static void main(String[] args) throws IOException {
        Path pages = Files.createDirectories(Path.of(args[0]));
        Path completion = Path.of(args[1]);
        CommandLine jtp = Main.commandLine();
        // with those of the subcommands
        int result =
                ManPageGenerator.generateManPage(pages.toFile(), null, new boolean[0], false, jtp.getCommandSpec());
        if (result != 0) {
            throw new IOException("the manual could not be written: code " + result);
        }
        Files.createDirectories(completion.getParent());
        Files.writeString(completion, AutoComplete.bash("jtp", jtp), StandardCharsets.UTF_8);
    }
}
