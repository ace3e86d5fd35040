package io.jtp.launch;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Three standard streams that a program can be joined to.
 *
 * @param stdin what the program reads
 * @param stdout takes what it prints
 * @param stderr takes what it prints as errors
 */
public record Stdio(InputStream stdin, OutputStream stdout, OutputStream stderr) {

    /** {@return this process's own, past {@code System.in} and {@code System.out}: bytes, unbuffered, with errors reported} */
    public static Stdio ofThisProcess() {
        return new Stdio(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }
}
