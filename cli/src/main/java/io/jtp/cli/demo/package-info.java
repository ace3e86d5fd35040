/** What {@code jtp demo} needs besides the real thing: a program to move, and an SSH server to move it to. */
package io.jtp.cli.demo;
