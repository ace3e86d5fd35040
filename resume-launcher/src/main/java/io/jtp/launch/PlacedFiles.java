package io.jtp.launch;

import java.util.List;

/**
 * Where the files of a program are at the destination.
 *
 * @param agentJar path of the agent jar
 * @param classPath paths, in order
 * @param filesSent how many files were not there yet
 * @param bytesSent their size
 */
public record PlacedFiles(String agentJar, List<String> classPath, int filesSent, long bytesSent) {}
