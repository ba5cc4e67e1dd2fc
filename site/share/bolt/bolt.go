package bolt

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"svclab/site/share"
)

// MaxFile is how large the file becomes, in bytes, before no more links are kept.
const MaxFile = 1 << 30

var links = []byte("links")

// Store is a share.Store in a bbolt file. Links that come at the same time are
// written together, and each Put returns when its link is on the disk.
type Store struct {
	db  *bbolt.DB
	max int64
}

// Open opens a file, and makes it when there is none. It belongs to one program at
// a time. max is how large it may become, 0 is MaxFile.
func Open(path string, max int64) (*Store, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: 2 * time.Second, FreelistType: bbolt.FreelistMapType})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("%s is in use by another program: stop that one, or name another file", path)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return nil, fmt.Errorf("%s holds no short links, or is damaged (%w): name another file; this one is left as it is", path, err)
	case err != nil:
		return nil, fmt.Errorf("opening the short links: %w", err)
	}
	db.MaxBatchDelay = 2 * time.Millisecond
	err = db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(links)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("preparing %s: %w", path, err), db.Close())
	}
	if max == 0 {
		max = MaxFile
	}
	return &Store{db, max}, nil
}

// Put implements share.Store.
func (s *Store) Put(ctx context.Context, id, link string) error {
	err := s.db.Batch(func(tx *bbolt.Tx) error {
		if tx.Size() > s.max {
			return share.ErrFull
		}
		return tx.Bucket(links).Put([]byte(id), []byte(link))
	})
	if err != nil {
		return fmt.Errorf("keeping link %s: %w", id, err)
	}
	return nil
}

// Get implements share.Store.
func (s *Store) Get(ctx context.Context, id string) (string, error) {
	link := ""
	err := s.db.View(func(tx *bbolt.Tx) error {
		found := tx.Bucket(links).Get([]byte(id))
		if found == nil {
			return fs.ErrNotExist
		}
		link = string(found)
		return nil
	})
	if err != nil {
		return "", fmt.Errorf("reading link %s: %w", id, err)
	}
	return link, nil
}

// Close ends what is being written, and gives the file free.
func (s *Store) Close() error { return s.db.Close() }
