package io.jtp.samples.algorithms;

import io.jtp.samples.Here;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A knight's tour, queens that do not see each other, and the shortest ways of a knight: backtracking and search in breadth. */
public final class Chess {
    private Chess() {}

    private static final int[] DX = {1, 2, 2, 1, -1, -2, -2, -1};
    private static final int[] DY = {2, 1, -1, -2, -2, -1, 1, 2};

    static int free(int[][] board, int x, int y) {
        int free = 0;
        for (int d = 0; d < 8; d++) {
            int nx = x + DX[d];
            int ny = y + DY[d];
            free += nx >= 0 && ny >= 0 && nx < board.length && ny < board.length && board[nx][ny] == 0 ? 1 : 0;
        }
        return free;
    }

    static boolean tour(int[][] board, int x, int y, int step) {
        board[x][y] = step;
        if (step % 20 == 13) {
            Here.now();
        }
        if (step == board.length * board.length) {
            return true;
        }
        boolean[] tried = new boolean[8];
        for (int attempt = 0; attempt < 8; attempt++) {
            int best = -1;
            int least = 9;
            for (int d = 0; d < 8; d++) {
                int nx = x + DX[d];
                int ny = y + DY[d];
                if (tried[d] || nx < 0 || ny < 0 || nx >= board.length || ny >= board.length || board[nx][ny] != 0) {
                    continue;
                }
                int free = free(board, nx, ny);
                if (free < least) {
                    least = free;
                    best = d;
                }
            }
            if (best < 0) {
                break;
            }
            tried[best] = true;
            if (tour(board, x + DX[best], y + DY[best], step + 1)) {
                return true;
            }
        }
        board[x][y] = 0;
        return false;
    }

    static int queens(int size, int row, int columns, long left, long right) {
        if (row == size) {
            return 1;
        }
        int count = 0;
        for (int column = 0; column < size; column++) {
            if ((columns >> column & 1) == 0
                    && (left >> row + column & 1) == 0
                    && (right >> row - column + size & 1) == 0) {
                count += queens(
                        size,
                        row + 1,
                        columns | 1 << column,
                        left | 1L << row + column,
                        right | 1L << row - column + size);
                if (row == 1 && column == 4) {
                    Here.now();
                }
            }
        }
        return count;
    }

    static int[][] distances(int size, int x, int y) {
        int[][] distance = new int[size][size];
        for (int[] row : distance) {
            Arrays.fill(row, -1);
        }
        Deque<int[]> queue = new ArrayDeque<>();
        queue.add(new int[] {x, y});
        distance[x][y] = 0;
        while (!queue.isEmpty()) {
            int[] at = queue.poll();
            for (int d = 0; d < 8; d++) {
                int nx = at[0] + DX[d];
                int ny = at[1] + DY[d];
                if (nx >= 0 && ny >= 0 && nx < size && ny < size && distance[nx][ny] < 0) {
                    distance[nx][ny] = distance[at[0]][at[1]] + 1;
                    queue.add(new int[] {nx, ny});
                }
            }
            if (queue.size() == 11) {
                Here.now();
            }
        }
        return distance;
    }

    public static void main(String[] args) {
        Here.begin();
        int[][] board = new int[6][6];
        System.out.println(tour(board, 0, 0, 1) + " " + Arrays.deepToString(board));
        System.out.println(queens(7, 0, 0, 0, 0));
        System.out.println(Arrays.deepToString(distances(6, 2, 1)));
    }
}
