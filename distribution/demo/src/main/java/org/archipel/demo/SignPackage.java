package org.archipel.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.archipel.harness.PackageSigner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs packages on the command line, without Maven. */
@Command(
        name = "archipel sign",
        mixinStandardHelpOptions = true,
        description =
                "Writes a signature beside each package. The key is made if there is none; its public half, which is to be"
                        + " registered at the marketplace, is in the file beside it that ends in .pub.pem.")
public final class SignPackage implements Callable<Integer> {
    @Option(names = "--key", required = true, description = "file of the private key, PEM")
    private Path key;

    @Parameters(arity = "1..*", description = "packages")
    private List<Path> packages;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SignPackage()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        PackageSigner signer = PackageSigner.ofFile(key);
        for (Path file : packages) {
            Path signature = file.resolveSibling(file.getFileName() + ".sig");
            Files.writeString(signature, signer.sign(Files.readAllBytes(file)));
            System.out.println("signed " + file + ": " + signature);
        }
        return 0;
    }
}
