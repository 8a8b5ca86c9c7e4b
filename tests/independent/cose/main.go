// An independent check of a receipt's QR text: Go's standard library alone, sharing nothing with the signer.
// usage: cose PUBLIC_KEY.pem < qr-text; prints one JSON object.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"strings"
)

type tagged struct {
	tag   uint64
	value any
}

// decode reads one CBOR item (RFC 8949) of the definite kinds a receipt uses.
func decode(b []byte) (any, []byte) {
	major, info := b[0]>>5, b[0]&31
	b = b[1:]
	var n uint64
	switch {
	case info < 24:
		n = uint64(info)
	case info == 24:
		n, b = uint64(b[0]), b[1:]
	case info == 25:
		n, b = uint64(binary.BigEndian.Uint16(b)), b[2:]
	case info == 26:
		n, b = uint64(binary.BigEndian.Uint32(b)), b[4:]
	case info == 27:
		n, b = binary.BigEndian.Uint64(b), b[8:]
	default:
		panic("indefinite length")
	}
	switch major {
	case 0:
		return int64(n), b
	case 1:
		return -1 - int64(n), b
	case 2:
		return b[:n], b[n:]
	case 3:
		return string(b[:n]), b[n:]
	case 4:
		list := make([]any, n)
		for i := range list {
			list[i], b = decode(b)
		}
		return list, b
	case 5:
		m := map[int64]any{}
		for i := uint64(0); i < n; i++ {
			var k, v any
			k, b = decode(b)
			v, b = decode(b)
			m[k.(int64)] = v
		}
		return m, b
	case 6:
		v, rest := decode(b)
		return tagged{n, v}, rest
	}
	switch n {
	case 20:
		return false, b
	case 21:
		return true, b
	case 22:
		return nil, b
	}
	panic("simple value")
}

func byteString(b []byte) []byte {
	head := []byte{0x58, byte(len(b))}
	if len(b) < 24 {
		head = []byte{0x40 | byte(len(b))}
	} else if len(b) > 255 {
		head = []byte{0x59, byte(len(b) >> 8), byte(len(b))}
	}
	return append(head, b...)
}

func main() {
	file, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	block, _ := pem.Decode(file)
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	key := parsed.(ed25519.PublicKey)
	text, _ := io.ReadAll(os.Stdin)
	body := string(bytes.TrimSpace(text))
	if i := strings.Index(body, "#R1."); i >= 0 {
		body = body[i+4:]
	}
	cose, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(body)
	if err != nil {
		fmt.Println(`{"valid":false}`)
		return
	}
	item, rest := decode(cose)
	sign1 := item.(tagged)
	parts := sign1.value.([]any)
	header, payload, signature := parts[0].([]byte), parts[2].([]byte), parts[3].([]byte)
	headers, _ := decode(header)
	kid := sha256.Sum256(block.Bytes)
	// RFC 9052 section 4.4: ["Signature1", protected, external_aad, payload]
	message := append([]byte{0x84, 0x6a}, "Signature1"...)
	message = append(message, byteString(header)...)
	message = append(message, byteString([]byte("recepisse/receipt/1"))...)
	message = append(message, byteString(payload)...)
	valid := sign1.tag == 18 && len(rest) == 0 && len(parts[1].(map[int64]any)) == 0 &&
		headers.(map[int64]any)[1] == int64(-8) && bytes.Equal(headers.(map[int64]any)[4].([]byte), kid[:8]) &&
		ed25519.Verify(key, message, signature)
	content, _ := decode(payload)
	m := content.(map[int64]any)
	counts := m[9].([]any)
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"valid": valid, "number": m[2], "kiosk": m[3], "preparedAt": m[4], "documents": counts[0], "pages": counts[1],
		"manifestHash": hex.EncodeToString(m[10].([]byte)), "ledgerIndex": m[11],
	})
}
