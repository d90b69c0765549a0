-- Words that are not ours to write: the law's own text (a block) and a landlord's own wording of a paper. Each version is
-- added by one person and approved by another; it stands from a day and is never changed. The bytes are in paper_content.

CREATE TABLE wording (
    kind     text NOT NULL CHECK (kind IN ('block', 'paper')),
    name     text NOT NULL,          -- such as V-PAP, or the code of a paper
    version  integer NOT NULL CHECK (version >= 1),
    since    date NOT NULL,
    until    date CHECK (until > since),
    sha256   text NOT NULL REFERENCES paper_content (sha256),
    source   text NOT NULL DEFAULT '',
    added_by text NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, name, version)
);

CREATE TABLE wording_approval (
    kind        text NOT NULL,
    name        text NOT NULL,
    version     integer NOT NULL,
    sha256      text NOT NULL,       -- of what was approved: the text may not change under the name that stands for it
    approved_by text NOT NULL,
    approved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, name, version),
    FOREIGN KEY (kind, name, version) REFERENCES wording
);

CREATE TRIGGER wording_append_only BEFORE UPDATE OR DELETE ON wording
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER wording_never_emptied BEFORE TRUNCATE ON wording
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER wording_approval_append_only BEFORE UPDATE OR DELETE ON wording_approval
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_record();
CREATE TRIGGER wording_approval_never_emptied BEFORE TRUNCATE ON wording_approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record();

-- Which of them a paper was written with: kind, name, version and hash of each.
ALTER TABLE paper ADD COLUMN wording jsonb NOT NULL DEFAULT '[]';
