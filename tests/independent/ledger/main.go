// Checks a ledger that ours wrote, with Go's own sumdb/note and sumdb/tlog: no code is shared with the signer.
//
//	check inclusion VERIFIER-KEY PROOF-FILE LEAF-DATA-FILE    a C2SP tlog-proof and the data of its leaf
//	check consistency VERIFIER-KEY OLD-FILE NEW-FILE PATH-FILE    two checkpoints, and a path of base64 lines
//	check root VERIFIER-KEY CHECKPOINT-FILE LEAVES-FILE    a checkpoint and every leaf hash, base64, in order
//
// Prints "ok" and what it saw; anything else ends with exit code 1.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fatal(format string, args ...interface{}) {
	fmt.Printf(format+"\n", args...)
	os.Exit(1)
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		fatal("%v", err)
	}
	return data
}

// openCheckpoint verifies the note's signature and reads the three lines of c2sp.org/tlog-checkpoint.
func openCheckpoint(verifierKey string, message []byte) (string, tlog.Tree) {
	verifier, err := note.NewVerifier(verifierKey)
	if err != nil {
		fatal("verifier: %v", err)
	}
	opened, err := note.Open(message, note.VerifierList(verifier))
	if err != nil {
		fatal("note: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		fatal("checkpoint: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fatal("size: %v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		fatal("root: %v", err)
	}
	return lines[0], tlog.Tree{N: size, Hash: root}
}

func hashes(text string) []tlog.Hash {
	var list []tlog.Hash
	for _, line := range strings.Split(text, "\n") {
		if line == "" {
			continue
		}
		hash, err := tlog.ParseHash(line)
		if err != nil {
			fatal("hash %q: %v", line, err)
		}
		list = append(list, hash)
	}
	return list
}

func checkInclusion(verifierKey string, proof []byte, leaf []byte) {
	end := bytes.Index(proof, []byte("\n\n"))
	if end < 0 {
		fatal("proof: no empty line")
	}
	lines := strings.SplitN(string(proof[:end]), "\n", 3)
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		fatal("proof: %q", lines)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		fatal("index: %v", err)
	}
	path := ""
	if len(lines) == 3 {
		path = lines[2]
	}
	origin, tree := openCheckpoint(verifierKey, proof[end+2:])
	if err := tlog.CheckRecord(tlog.RecordProof(hashes(path)), tree.N, tree.Hash, index, tlog.RecordHash(leaf)); err != nil {
		fatal("inclusion: %v", err)
	}
	fmt.Printf("ok %s size %d index %d\n", origin, tree.N, index)
}

func checkConsistency(verifierKey string, before []byte, after []byte, path string) {
	_, old := openCheckpoint(verifierKey, before)
	_, now := openCheckpoint(verifierKey, after)
	if err := tlog.CheckTree(tlog.TreeProof(hashes(path)), now.N, now.Hash, old.N, old.Hash); err != nil {
		fatal("consistency: %v", err)
	}
	fmt.Printf("ok %d to %d\n", old.N, now.N)
}

// checkRoot builds the tree in Go's own layout from the leaf hashes.
func checkRoot(verifierKey string, checkpoint []byte, leaves []tlog.Hash) {
	_, tree := openCheckpoint(verifierKey, checkpoint)
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			list[i] = stored[index]
		}
		return list, nil
	})
	for i, leaf := range leaves {
		more, err := tlog.StoredHashesForRecordHash(int64(i), leaf, reader)
		if err != nil {
			fatal("store: %v", err)
		}
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(int64(len(leaves)), reader)
	if err != nil {
		fatal("root: %v", err)
	}
	if tree.N != int64(len(leaves)) || tree.Hash != root {
		fatal("root: signed %d %v, computed %d %v", tree.N, tree.Hash, len(leaves), base64.StdEncoding.EncodeToString(root[:]))
	}
	fmt.Printf("ok size %d\n", tree.N)
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 4 && args[0] == "inclusion":
		checkInclusion(args[1], read(args[2]), read(args[3]))
	case len(args) == 5 && args[0] == "consistency":
		checkConsistency(args[1], read(args[2]), read(args[3]), string(read(args[4])))
	case len(args) == 4 && args[0] == "root":
		checkRoot(args[1], read(args[2]), hashes(string(read(args[3]))))
	default:
		fatal("usage: see the head of main.go")
	}
}
