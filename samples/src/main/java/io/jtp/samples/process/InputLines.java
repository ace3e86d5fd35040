package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads lines: some were read before the move, some lie in buffers during it, some are typed only afterwards. */
public final class InputLines {
    private InputLines() {}

    public static void main(String[] args) throws IOException {
        Here.begin();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int number = 0;
        String line;
        while ((line = in.readLine()) != null) {
            number++;
            System.out.println(number + ": " + line);
            if (number == 2) {
                Here.now();
            }
        }
        System.out.println(number + " lines");
    }
}
