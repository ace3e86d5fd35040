package io.jtp.snapshot;

import java.util.List;
import java.util.Map;

/**
 * Where a snapshot was taken, and what is needed to start a JVM like that one.
 *
 * @param vmVersion {@code java.vm.version}, the build; JDK frames and objects travel only between equal builds
 * @param vmVendor {@code java.vm.vendor}
 * @param architecture {@code os.arch}
 * @param objectLayout what decides where the fields of an object lie: bytes of a reference and where an array's first element is, as in
 *     {@code 4/16}. Handles of variables hold offsets, and so may the program
 * @param vmArguments the options the JVM was started with, less the JDWP agent's
 * @param debuggable whether the JVM ran with a JDWP agent, so that its successor should too
 * @param virtualThreadsListed whether that agent listed virtual threads
 * @param mainModule the module that the launcher was told to start, or empty if it was told a class or a jar
 * @param mainClass internal name of the class whose {@code main} runs
 * @param arguments what {@code main} is to be called with, if it has not been called yet: then an initialiser that the JVM runs before is on
 *     the stack. Otherwise empty: they are in the captured frame
 * @param modules how many of the entries of the class path, from the first one on, are modules of the module path: one each
 * @param classPath absolute paths, in order, jars named by a manifest's Class-Path included
 * @param workingDirectory absolute path
 * @param properties system properties at the instant of capture, for the tool to show; they are restored from the heap
 * @param pid process id, or 0 where it is not known
 * @param takenAtMillis milliseconds since the epoch
 * @param nanoTime what {@code System.nanoTime} showed the program then
 */
public record Origin(
        String vmVersion,
        String vmVendor,
        String architecture,
        String objectLayout,
        List<String> vmArguments,
        boolean debuggable,
        boolean virtualThreadsListed,
        String mainModule,
        String mainClass,
        List<String> arguments,
        int modules,
        List<String> classPath,
        String workingDirectory,
        Map<String, String> properties,
        long pid,
        long takenAtMillis,
        long nanoTime) {}
