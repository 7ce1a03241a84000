package org.archipel.connectors.emulators;

import java.io.FileDescriptor;
import java.io.FileWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.CountDownLatch;

/** Runs a provider of places until the process ends. */
public final class PlacesMain {
    private PlacesMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PlacesProvider provider = PlacesProvider.start(PlacesOptions.parse(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
        // The first line is for the program that started this one.
        Writer console = new FileWriter(FileDescriptor.out);
        console.write(provider.uri() + System.lineSeparator());
        console.flush();
        new CountDownLatch(1).await();
    }
}
