package io.jtp.samples.algorithms;

import io.jtp.samples.Here;

/** A sudoku solved by trying: dozens of activations of one method, each in the middle of two loops, all changing one board. */
public final class Sudoku {
    private final int[][] board = new int[9][9];
    private int tried;

    Sudoku(String given) {
        for (int i = 0; i < 81; i++) {
            board[i / 9][i % 9] = given.charAt(i) - '0';
        }
    }

    boolean solve() {
        int bestRow = -1;
        int bestColumn = -1;
        int fewest = 10;
        for (int row = 0; row < 9; row++) {
            for (int column = 0; column < 9; column++) {
                if (board[row][column] == 0) {
                    int count = Integer.bitCount(candidates(row, column));
                    if (count < fewest) {
                        fewest = count;
                        bestRow = row;
                        bestColumn = column;
                    }
                }
            }
        }
        if (bestRow < 0) {
            Here.now();
            return true;
        }
        for (int left = candidates(bestRow, bestColumn); left != 0; left &= left - 1) {
            board[bestRow][bestColumn] = Integer.numberOfTrailingZeros(left);
            if (++tried % 25 == 20) {
                Here.now();
            }
            if (solve()) {
                return true;
            }
        }
        board[bestRow][bestColumn] = 0;
        return false;
    }

    private int candidates(int row, int column) {
        int seen = 0;
        for (int i = 0; i < 9; i++) {
            seen |= 1 << board[row][i]
                    | 1 << board[i][column]
                    | 1 << board[row / 3 * 3 + i / 3][column / 3 * 3 + i % 3];
        }
        return ~seen & 0x3fe;
    }

    public static void main(String[] args) {
        Here.begin();
        Sudoku sudoku = new Sudoku("530070000600195000098000060800060003400803001700020006060000280000419005000080079");
        System.out.println(sudoku.solve() + " after " + sudoku.tried);
        for (int[] row : sudoku.board) {
            for (int digit : row) {
                System.out.print(digit);
            }
            System.out.println();
        }
        Sudoku none = new Sudoku("550070000600195000098000060800060003400803001700020006060000280000419005000080079");
        System.out.println(none.solve() + " after " + none.tried);
    }
}
