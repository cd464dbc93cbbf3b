// Command independent verifies an exported log with golang.org/x/mod/sumdb, which this project did not write.
//
// It takes a folder and a verifier key, opens the checkpoint, recomputes the tree from the entry bundles, and
// compares every hash tile. It prints "OK <size>", or what is wrong and exits with 1.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8
const tileWidth = 1 << tileHeight

func main() {
	if len(os.Args) != 3 {
		fail("usage: independent FOLDER VERIFIER_KEY")
	}
	size, err := verify(os.Args[1], os.Args[2])
	if err != nil {
		fail(err.Error())
	}
	fmt.Println("OK", size)
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

func verify(folder, key string) (int64, error) {
	tree, err := openCheckpoint(folder, key)
	if err != nil {
		return 0, err
	}
	hashes, err := hashEntries(folder, tree.N)
	if err != nil {
		return 0, err
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return 0, err
	}
	if root != tree.Hash {
		return 0, fmt.Errorf("root of the entries is %v, the checkpoint says %v", root, tree.Hash)
	}
	return tree.N, compareTiles(folder, tree.N, hashes)
}

// openCheckpoint reads the checkpoint: origin, size and root, signed by the key. tlog.ParseTree reads only the
// checkpoints of the Go checksum database, whose first line is fixed, and so gets that line in place of ours.
func openCheckpoint(folder, key string) (tlog.Tree, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tlog.Tree{}, err
	}
	data, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	origin, rest, _ := strings.Cut(opened.Text, "\n")
	if origin != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("the checkpoint is of %q", origin)
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + rest))
}

// stored holds the hashes of all complete subtrees by tlog's storage index.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(s)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found[i] = s[index]
	}
	return found, nil
}

func hashEntries(folder string, size int64) (stored, error) {
	var hashes stored
	for start := int64(0); start < size; start += tileWidth {
		width := size - start
		if width > tileWidth {
			width = tileWidth
		}
		bundle, err := os.ReadFile(filepath.Join(folder, path("entries", start/tileWidth, width)))
		if err != nil {
			return nil, err
		}
		for index := start; index < start+width; index++ {
			var entry []byte
			if entry, bundle, err = next(bundle); err != nil {
				return nil, fmt.Errorf("entry %d: %w", index, err)
			}
			completed, err := tlog.StoredHashes(index, entry, hashes)
			if err != nil {
				return nil, err
			}
			hashes = append(hashes, completed...)
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("the bundle of entry %d is too long", start)
		}
	}
	return hashes, nil
}

func next(bundle []byte) (entry, rest []byte, err error) {
	if len(bundle) < 2 {
		return nil, nil, fmt.Errorf("the bundle is too short")
	}
	length := int(binary.BigEndian.Uint16(bundle))
	if len(bundle) < 2+length {
		return nil, nil, fmt.Errorf("the bundle is too short")
	}
	return bundle[2 : 2+length], bundle[2+length:], nil
}

func compareTiles(folder string, size int64, hashes stored) error {
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		if available := size>>(tileHeight*uint(tile.L)) - tile.N*tileWidth; int64(tile.W) < available && tile.W < tileWidth {
			continue // NewTiles names every narrower tile as well; an export has the widest
		}
		want, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return err
		}
		name := path(strconv.Itoa(tile.L), tile.N, int64(tile.W))
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("%s is not %s…", name, base64.StdEncoding.EncodeToString(want[:6]))
		}
	}
	return nil
}

// path is tlog's own tile path (tile/8/<L>/<N>) without the height, as tlog-tiles has it.
func path(level string, n, width int64) string {
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: int(width)}
	return "tile/" + level + strings.TrimPrefix(tile.Path(), "tile/8/0")
}
