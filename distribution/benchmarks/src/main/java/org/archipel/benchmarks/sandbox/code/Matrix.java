package org.archipel.benchmarks.sandbox.code;

import java.util.function.LongSupplier;

/** The product of two matrices of 60 rows and columns. */
public final class Matrix implements LongSupplier {
    private final double[][] a = filled(60);
    private final double[][] b = filled(60);

    private static double[][] filled(int size) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i][j] = i - j;
            }
        }
        return matrix;
    }

    @Override
    public long getAsLong() {
        int size = a.length;
        double trace = 0;
        for (int i = 0; i < size; i++) {
            double[] row = new double[size];
            for (int k = 0; k < size; k++) {
                double factor = a[i][k];
                double[] from = b[k];
                for (int j = 0; j < size; j++) {
                    row[j] += factor * from[j];
                }
            }
            trace += row[i];
        }
        return (long) trace;
    }
}
