package io.jtp.samples.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

/**
 * Asks, and waits for the answers: a line at a time, numbers, bytes, or many bytes, as the argument says. While it waits there are operands around the call:
 * copies of variables, constants, and an object that is being made.
 */
public final class Questions {
    private static final int COUNT = 4;

    private record Answer(int number, String text) {}

    private final List<Answer> answers = new ArrayList<>();

    private Questions() {}

    public static void main(String[] args) throws IOException {
        Questions questions = new Questions();
        switch (args[0]) {
            case "lines" -> questions.lines();
            case "numbers" -> questions.numbers();
            case "bytes" -> questions.bytes();
            case "blocks" -> questions.blocks();
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println(questions.answers);
    }

    private static void ask(int number) {
        System.out.println("question " + number);
    }

    private void lines() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (int i = 0; i < COUNT; i++) {
            ask(i);
            answers.add(new Answer(i, in.readLine()));
        }
    }

    private void numbers() {
        Scanner in = new Scanner(System.in);
        long sum = 7;
        for (int i = 0; i < COUNT; i++) {
            ask(i);
            sum += in.nextLong();
            answers.add(new Answer(i, "so far " + sum));
        }
    }

    private void bytes() throws IOException {
        double mean = 0.5;
        for (int i = 0; i < COUNT; i++) {
            ask(i);
            int first = System.in.read();
            mean = mean * 0.25 + first;
            answers.add(new Answer(System.in.read(), "mean " + mean));
        }
    }

    private void blocks() throws IOException {
        byte[] block = new byte[3];
        for (int i = 0; i < COUNT; i++) {
            ask(i);
            int length = System.in.readNBytes(block, 0, block.length);
            answers.add(new Answer(length, new String(block, 0, length)));
        }
    }
}
