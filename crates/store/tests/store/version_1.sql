-- An engagement file of schema version 1, as the program of that version wrote it, in the words of `sqlite3 .dump`.
-- Beyond its making: answers of every kind, evidence added, removed and brought back, a figure, peers, a setting, and
-- two edits at the end that were taken back and can be made again.
PRAGMA application_id = 0x53484845;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE institution (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
INSERT INTO institution VALUES(1,'乙城市商业银行','city_bank');
CREATE TABLE model (
    digest  TEXT PRIMARY KEY,
    id      TEXT NOT NULL,
    version TEXT NOT NULL
) STRICT;
INSERT INTO model VALUES('d1','caict','1.0.0');
CREATE TABLE model_file (
    digest  TEXT NOT NULL REFERENCES model (digest),
    path    TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (digest, path)
) STRICT;
INSERT INTO model_file VALUES('d1','economic_value.toml',replace('# 经济价值\n','\n',char(10)));
INSERT INTO model_file VALUES('d1','model.toml',replace('id = "caict"\nversion = "1.0.0"\n','\n',char(10)));
CREATE TABLE assessment (
    id             INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    year           INTEGER NOT NULL,
    model_id       TEXT NOT NULL,
    model_digest   TEXT NOT NULL REFERENCES model (digest),
    target         REAL,
    created_at     TEXT NOT NULL
) STRICT;
INSERT INTO assessment VALUES(1,1,2025,'caict','d1',70.500000000000000001,'2026-01-15T09:00:00.000+08:00');
CREATE TABLE answer (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    indicator_id  TEXT NOT NULL,
    value         TEXT,
    confidence    TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    rationale     TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    PRIMARY KEY (assessment_id, indicator_id)
) STRICT;
INSERT INTO answer VALUES(1,'s','{"level":2}',NULL,'','2026-01-15T09:00:00.000+08:00');
INSERT INTO answer VALUES(1,'a','{"level":3}','high','访谈与制度文件','2026-01-15T09:01:00.000+08:00');
INSERT INTO answer VALUES(1,'b','{"number":0.30000000000000004}',NULL,'','2026-01-15T09:02:00.000+08:00');
INSERT INTO answer VALUES(1,'c','{"items":["乙","甲"]}',NULL,'','2026-01-15T09:02:00.000+08:00');
INSERT INTO answer VALUES(1,'d','"na"',NULL,'','2026-01-15T09:02:00.000+08:00');
CREATE TABLE evidence (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    indicator_id  TEXT NOT NULL,
    title         TEXT NOT NULL,
    locator       TEXT NOT NULL,
    strength      TEXT NOT NULL CHECK (strength IN ('strong', 'medium', 'weak')),
    added_at      TEXT NOT NULL
) STRICT;
INSERT INTO evidence VALUES(1,1,'s','台账','第3页','medium','2026-01-15T09:00:00.000+08:00');
INSERT INTO evidence VALUES(2,1,'a','董事会决议','第3页','medium','2026-01-15T09:03:00.000+08:00');
CREATE TABLE figure (
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    year           INTEGER NOT NULL,
    metric         TEXT NOT NULL,
    value          REAL NOT NULL,
    unit           TEXT NOT NULL,
    note           TEXT NOT NULL,
    PRIMARY KEY (institution_id, year, metric)
) STRICT;
INSERT INTO figure VALUES(1,2024,'it_investment',4.830000000000000071,'亿元','年报第42页');
CREATE TABLE peer_reference (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    label         TEXT NOT NULL,
    sample_size   INTEGER NOT NULL,
    illustrative  INTEGER NOT NULL CHECK (illustrative IN (0, 1)),
    node_id       TEXT NOT NULL,
    score         REAL NOT NULL,
    PRIMARY KEY (assessment_id, label, node_id)
) STRICT;
INSERT INTO peer_reference VALUES(1,'样本',24,1,'root',46.5);
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO meta VALUES('weights','equal');
CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    before    TEXT,
    after     TEXT,
    edit      INTEGER,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
) STRICT;
INSERT INTO audit VALUES(1,'2026-01-15T09:00:00.000+08:00','战略部','create','institution',NULL,'{"id":1,"name":"甲城市商业银行","kind":"city_bank"}',NULL,'0000000000000000000000000000000000000000000000000000000000000000','44e2ee621d9a96817ae70cacee0950cfc642c004b023e82de225cede8533be8b');
INSERT INTO audit VALUES(2,'2026-01-15T09:00:00.000+08:00','战略部','create','model',NULL,'{"id":"caict","version":"1.0.0","digest":"d1","files":{"economic_value.toml":"4af9bed2375cc094d8fe9c58989bc1e8f01b2abe0a134e23b38321b9324267d1","model.toml":"5cfc1eebedb147af299aa5cf5dabb22427b2a5f64f0413c5f4fe9914ac3482a6"}}',NULL,'44e2ee621d9a96817ae70cacee0950cfc642c004b023e82de225cede8533be8b','e3c14f100c8ae1e7f72be154f74de87ee67761b7d0e297ebb1819b9abb4658c7');
INSERT INTO audit VALUES(3,'2026-01-15T09:00:00.000+08:00','战略部','create','assessment',NULL,'{"id":1,"institution_id":1,"year":2025,"model_id":"caict","model_digest":"d1","target":60.0,"created_at":"2026-01-15T09:00:00+08:00"}',NULL,'e3c14f100c8ae1e7f72be154f74de87ee67761b7d0e297ebb1819b9abb4658c7','784deda3427764f88ee4774ebecbfbf0c523bc978b098910111da2ebc7f1d570');
INSERT INTO audit VALUES(4,'2026-01-15T09:00:00.000+08:00','信息科技部','create','answer:s',NULL,'{"value":{"level":2},"confidence":null,"rationale":"","updated_at":"2026-01-15T09:00:00+08:00"}',NULL,'784deda3427764f88ee4774ebecbfbf0c523bc978b098910111da2ebc7f1d570','bfc5adf2f7e94246c058135e0de719521cb9e645c21645819dcfe41b5cd63593');
INSERT INTO audit VALUES(5,'2026-01-15T09:00:00.000+08:00','信息科技部','create','evidence:1',NULL,'{"id":1,"indicator":"s","title":"台账","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:00:00+08:00"}',NULL,'bfc5adf2f7e94246c058135e0de719521cb9e645c21645819dcfe41b5cd63593','ecdaabee81deaac716556533282f21e79083e160ab604ce0ccae1ff7cf4fb0f6');
INSERT INTO audit VALUES(6,'2026-01-15T09:01:00.000+08:00','信息科技部','answer','answer:a',NULL,'{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","updated_at":"2026-01-15T09:01:00+08:00"}',1,'ecdaabee81deaac716556533282f21e79083e160ab604ce0ccae1ff7cf4fb0f6','451b30fa824000cf07eea538d6b1779feac64d8b1b256dd5a25bc0f17fcd17e2');
INSERT INTO audit VALUES(7,'2026-01-15T09:02:00.000+08:00','信息科技部','answer','answer:b',NULL,'{"value":{"number":0.30000000000000004},"confidence":null,"rationale":"","updated_at":"2026-01-15T09:02:00+08:00"}',2,'451b30fa824000cf07eea538d6b1779feac64d8b1b256dd5a25bc0f17fcd17e2','f4607ccc7cb515793dadca2786f2db644dd21bca529f54de2345b5e7b00d2355');
INSERT INTO audit VALUES(8,'2026-01-15T09:02:00.000+08:00','信息科技部','answer','answer:c',NULL,'{"value":{"items":["乙","甲"]},"confidence":null,"rationale":"","updated_at":"2026-01-15T09:02:00+08:00"}',2,'f4607ccc7cb515793dadca2786f2db644dd21bca529f54de2345b5e7b00d2355','1675b340c9797c2d64e70f26f15a484f99c5a95b6d61c4137c3e07c9e6df137a');
INSERT INTO audit VALUES(9,'2026-01-15T09:02:00.000+08:00','信息科技部','answer','answer:d',NULL,'{"value":"na","confidence":null,"rationale":"","updated_at":"2026-01-15T09:02:00+08:00"}',2,'1675b340c9797c2d64e70f26f15a484f99c5a95b6d61c4137c3e07c9e6df137a','8048da23a15d09e44c460c2defb4246fd95f1e309374f3032f76fa729f5db1ba');
INSERT INTO audit VALUES(10,'2026-01-15T09:03:00.000+08:00','信息科技部','add_evidence','evidence:2',NULL,'{"id":2,"indicator":"a","title":"董事会决议","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:03:00+08:00"}',3,'8048da23a15d09e44c460c2defb4246fd95f1e309374f3032f76fa729f5db1ba','1f5af86ceaf646744966f185d5d624d69d9e7a621f1073788eb714513f4c7734');
INSERT INTO audit VALUES(11,'2026-01-15T09:04:00.000+08:00','信息科技部','add_evidence','evidence:3',NULL,'{"id":3,"indicator":"b","title":"年报","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:04:00+08:00"}',4,'1f5af86ceaf646744966f185d5d624d69d9e7a621f1073788eb714513f4c7734','a51753249459c0d26efca6dd68b322bdadbf66c68f588f192d4aabd4dac61777');
INSERT INTO audit VALUES(12,'2026-01-15T09:05:00.000+08:00','信息科技部','remove_evidence','evidence:2','{"id":2,"indicator":"a","title":"董事会决议","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:03:00+08:00"}',NULL,5,'a51753249459c0d26efca6dd68b322bdadbf66c68f588f192d4aabd4dac61777','97cb901834ea59043abbd69deab8580caf27338a1dc63d6b18a21f6153e1871f');
INSERT INTO audit VALUES(13,'2026-01-15T09:05:00.000+08:00','信息科技部','undo','evidence:2',NULL,'{"id":2,"indicator":"a","title":"董事会决议","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:03:00+08:00"}',5,'97cb901834ea59043abbd69deab8580caf27338a1dc63d6b18a21f6153e1871f','6f50191cc64ce06ed91575a15a22e40af602339abf1b40b22cde0ac6941329e4');
INSERT INTO audit VALUES(14,'2026-01-15T09:06:00.000+08:00','信息科技部','remove_evidence','evidence:3','{"id":3,"indicator":"b","title":"年报","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:04:00+08:00"}',NULL,6,'6f50191cc64ce06ed91575a15a22e40af602339abf1b40b22cde0ac6941329e4','498000a5ebdb339970f174a3c5223aac3d0874999ed3c08bed8c3f34142b9cfb');
INSERT INTO audit VALUES(15,'2026-01-15T09:07:00.000+08:00','信息科技部','set_figure','figure:2024:it_investment',NULL,'{"year":2024,"metric":"it_investment","value":4.83,"unit":"亿元","note":"年报第42页"}',7,'498000a5ebdb339970f174a3c5223aac3d0874999ed3c08bed8c3f34142b9cfb','55d47d8be7157617a6d4f88ef3c3e23ea62f460edef144cf68a9db1930996178');
INSERT INTO audit VALUES(16,'2026-01-15T09:07:00.000+08:00','信息科技部','set_peer_reference','peer_reference:样本',NULL,'{"label":"样本","sample_size":24,"illustrative":true,"scores":{"root":46.5}}',8,'55d47d8be7157617a6d4f88ef3c3e23ea62f460edef144cf68a9db1930996178','f1af509b94942b8a068f3c6b0fa91b32ac1630312325087e4e4ee2e7e26a38b8');
INSERT INTO audit VALUES(17,'2026-01-15T09:08:00.000+08:00','信息科技部','set_target','assessment','{"id":1,"institution_id":1,"year":2025,"model_id":"caict","model_digest":"d1","target":60.0,"created_at":"2026-01-15T09:00:00+08:00"}','{"id":1,"institution_id":1,"year":2025,"model_id":"caict","model_digest":"d1","target":70.5,"created_at":"2026-01-15T09:00:00+08:00"}',9,'f1af509b94942b8a068f3c6b0fa91b32ac1630312325087e4e4ee2e7e26a38b8','1e53caefb46b367a7889c30c1970cee47c307468cd57f803c1e2cbb57006caa9');
INSERT INTO audit VALUES(18,'2026-01-15T09:08:00.000+08:00','信息科技部','set_meta','meta:weights',NULL,'"equal"',10,'1e53caefb46b367a7889c30c1970cee47c307468cd57f803c1e2cbb57006caa9','3b81a6d8640c5c73a5bfad2bff3c8f35b92330e7017c1247650d975cce156afc');
INSERT INTO audit VALUES(19,'2026-01-15T09:08:00.000+08:00','信息科技部','describe_institution','institution','{"id":1,"name":"甲城市商业银行","kind":"city_bank"}','{"id":1,"name":"乙城市商业银行","kind":"city_bank"}',11,'3b81a6d8640c5c73a5bfad2bff3c8f35b92330e7017c1247650d975cce156afc','2792a537c79daa5718c2a956c8288ae579ff14b7deb56cc4ce2e8aff5c1c6951');
INSERT INTO audit VALUES(20,'2026-01-15T09:09:00.000+08:00','信息科技部','answer','answer:a','{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","updated_at":"2026-01-15T09:01:00+08:00"}','{"value":{"level":4},"confidence":"high","rationale":"访谈与制度文件","updated_at":"2026-01-15T09:09:00+08:00"}',12,'2792a537c79daa5718c2a956c8288ae579ff14b7deb56cc4ce2e8aff5c1c6951','6ddd9e6b0dd2e31e5c356a884f80080d2bc566ea3ea285ab6dd2deba3a0969f3');
INSERT INTO audit VALUES(21,'2026-01-15T09:10:00.000+08:00','信息科技部','add_evidence','evidence:4',NULL,'{"id":4,"indicator":"d","title":"说明","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:10:00+08:00"}',13,'6ddd9e6b0dd2e31e5c356a884f80080d2bc566ea3ea285ab6dd2deba3a0969f3','3d4f264719950b6f4cf1a3a821dffcf93a63b884058d16053a954a6f2093f210');
INSERT INTO audit VALUES(22,'2026-01-15T09:10:00.000+08:00','信息科技部','undo','evidence:4','{"id":4,"indicator":"d","title":"说明","locator":"第3页","strength":"medium","added_at":"2026-01-15T09:10:00+08:00"}',NULL,13,'3d4f264719950b6f4cf1a3a821dffcf93a63b884058d16053a954a6f2093f210','a4ce5c73b51802cf8fb243873417f1c14bda2c0b42f2e1f6c7744980a186f3cb');
INSERT INTO audit VALUES(23,'2026-01-15T09:10:00.000+08:00','信息科技部','undo','answer:a','{"value":{"level":4},"confidence":"high","rationale":"访谈与制度文件","updated_at":"2026-01-15T09:09:00+08:00"}','{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","updated_at":"2026-01-15T09:01:00+08:00"}',12,'a4ce5c73b51802cf8fb243873417f1c14bda2c0b42f2e1f6c7744980a186f3cb','874528f14b63848079dbf0890e13f098968eea815b62383e27d69a5adaf437f1');
CREATE TABLE edit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    first_seq INTEGER NOT NULL REFERENCES audit (seq),
    last_seq  INTEGER NOT NULL REFERENCES audit (seq),
    undone    INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
INSERT INTO edit VALUES(1,6,6,0);
INSERT INTO edit VALUES(2,7,9,0);
INSERT INTO edit VALUES(3,10,10,0);
INSERT INTO edit VALUES(4,11,11,0);
INSERT INTO edit VALUES(6,14,14,0);
INSERT INTO edit VALUES(7,15,15,0);
INSERT INTO edit VALUES(8,16,16,0);
INSERT INTO edit VALUES(9,17,17,0);
INSERT INTO edit VALUES(10,18,18,0);
INSERT INTO edit VALUES(11,19,19,0);
INSERT INTO edit VALUES(12,20,20,1);
INSERT INTO edit VALUES(13,21,21,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('evidence',4);
INSERT INTO sqlite_sequence VALUES('edit',13);
CREATE INDEX evidence_of_indicator ON evidence (assessment_id, indicator_id);
CREATE INDEX audit_of_subject ON audit (subject);
COMMIT;
