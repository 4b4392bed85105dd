package xk6

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// newCommand is `k6 x evidence`. Whatever it refuses ends k6 with an exit code other than 0, and leaves no file.
func newCommand(out io.Writer) *cobra.Command {
	command := &cobra.Command{Use: "evidence", Short: "Merge and show what --out evidence=<file> left"}
	command.AddCommand(mergeCommand(), showCommand(out))
	return command
}

func mergeCommand() *cobra.Command {
	var out string
	command := &cobra.Command{
		Use:   "merge --out <file> <files…>",
		Short: "Add up the evidence of a run's segments, without loss and in any order",
		Args:  cobra.MinimumNArgs(1),
		RunE:  func(_ *cobra.Command, files []string) error { return mergeFiles(files, out) },
	}
	command.Flags().StringVar(&out, "out", "", "where the merged evidence goes")
	return command
}

func mergeFiles(files []string, out string) error {
	if out == "" {
		return errors.New("no file given: --out <file>")
	}
	documents := make([]document, 0, len(files))
	for _, file := range files {
		found, err := readDocument(file)
		if err != nil {
			return err
		}
		documents = append(documents, found)
	}
	merged, err := merge(documents)
	if err != nil {
		return fmt.Errorf("not merged: %w", err)
	}
	return merged.write(out)
}

func showCommand(out io.Writer) *cobra.Command {
	return &cobra.Command{
		Use: "show <file>", Short: "Show evidence for people", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, files []string) error {
			found, err := readDocument(files[0])
			if err != nil {
				return err
			}
			return found.show(out)
		},
	}
}
