-- An engagement file of schema version 4, as the program of that version wrote it, in the words of `sqlite3 .dump`.
-- Beyond its making: answers, evidence, judgements of clauses, a document of each kind, an upgrade of the model that moved an answer,
-- a figure, peers, a setting, and two edits at the end that were taken back and can be made again.
PRAGMA application_id = 0x53484845;
PRAGMA user_version = 4;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE answer (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    indicator_id  TEXT NOT NULL,
    value         TEXT,
    confidence    TEXT CHECK (confidence IN ('low', 'medium', 'high')),
    rationale     TEXT NOT NULL,
    updated_at    TEXT NOT NULL, review INTEGER NOT NULL DEFAULT 0 CHECK (review IN (0, 1)),
    PRIMARY KEY (assessment_id, indicator_id)
) STRICT;
INSERT INTO "answer" VALUES(1,'s','{"level":2}',NULL,'','2026-06-15T09:00:00.000+08:00',0);
INSERT INTO "answer" VALUES(1,'b','{"number":0.30000000000000004}',NULL,'','2026-06-15T09:02:00.000+08:00',1);
INSERT INTO "answer" VALUES(1,'c','{"items":["乙","甲"]}',NULL,'','2026-06-15T09:02:00.000+08:00',0);
INSERT INTO "answer" VALUES(1,'d','"na"',NULL,'','2026-06-15T09:02:00.000+08:00',0);
INSERT INTO "answer" VALUES(1,'x','{"level":3}','high','访谈与制度文件','2026-06-15T09:01:00.000+08:00',0);
CREATE TABLE assessment (
    id             INTEGER PRIMARY KEY,
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    year           INTEGER NOT NULL,
    model_id       TEXT NOT NULL,
    model_digest   TEXT NOT NULL REFERENCES model (digest),
    target         REAL,
    created_at     TEXT NOT NULL
) STRICT;
INSERT INTO "assessment" VALUES(1,1,2025,'caict','d2',60.0,'2026-06-15T09:00:00.000+08:00');
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
INSERT INTO "audit" VALUES(1,'2026-06-15T09:00:00.000+08:00','战略部','create','institution',NULL,'{"id":1,"name":"丙农村商业银行","kind":"rural_bank"}',NULL,'0000000000000000000000000000000000000000000000000000000000000000','5b38f368cb3157e7c9159a8879a9378523d9087b4c606636750c51a7f50605ff');
INSERT INTO "audit" VALUES(2,'2026-06-15T09:00:00.000+08:00','战略部','create','model',NULL,'{"id":"caict","version":"1.0.0","digest":"d1","files":{"model.toml":"5cfc1eebedb147af299aa5cf5dabb22427b2a5f64f0413c5f4fe9914ac3482a6"}}',NULL,'5b38f368cb3157e7c9159a8879a9378523d9087b4c606636750c51a7f50605ff','7152b479b82cdd42d3b42847f08fcd4306343ebd408dbf850ba3fe3e5d490275');
INSERT INTO "audit" VALUES(3,'2026-06-15T09:00:00.000+08:00','战略部','create','assessment',NULL,'{"id":1,"institution_id":1,"year":2025,"model_id":"caict","model_digest":"d1","target":60.0,"created_at":"2026-06-15T09:00:00+08:00"}',NULL,'7152b479b82cdd42d3b42847f08fcd4306343ebd408dbf850ba3fe3e5d490275','6ffbd7ab762ac971b6ccccac346ee362ad6cf10b3f14c0d81080c1351076d6a6');
INSERT INTO "audit" VALUES(4,'2026-06-15T09:00:00.000+08:00','信息科技部','create','answer:s',NULL,'{"value":{"level":2},"confidence":null,"rationale":"","review":false,"updated_at":"2026-06-15T09:00:00+08:00"}',NULL,'6ffbd7ab762ac971b6ccccac346ee362ad6cf10b3f14c0d81080c1351076d6a6','33f7f59a44905366d8387a32e0a72fcc31d19daa21fee80be5e68fe4ade046f4');
INSERT INTO "audit" VALUES(5,'2026-06-15T09:00:00.000+08:00','信息科技部','create','evidence:1',NULL,'{"id":1,"about":"s","title":"台账","locator":"第3页","strength":"medium","added_at":"2026-06-15T09:00:00+08:00"}',NULL,'33f7f59a44905366d8387a32e0a72fcc31d19daa21fee80be5e68fe4ade046f4','9576d1cc3b31d4c870eb1d4e8376510858981e1ceba097f999d673ec53a0ec5a');
INSERT INTO "audit" VALUES(6,'2026-06-15T09:00:00.000+08:00','信息科技部','create','clause_judgement:doc/9',NULL,'{"clause":"doc/9","verdict":"not_met","rationale":"","updated_at":"2026-06-15T09:00:00+08:00"}',NULL,'9576d1cc3b31d4c870eb1d4e8376510858981e1ceba097f999d673ec53a0ec5a','e52a9b8fe076c51e033b47d5b06ad996efcf6d51e4d3ba5b9659a9c472289c8a');
INSERT INTO "audit" VALUES(7,'2026-06-15T09:01:00.000+08:00','信息科技部','answer','answer:a',NULL,'{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:01:00+08:00"}',1,'e52a9b8fe076c51e033b47d5b06ad996efcf6d51e4d3ba5b9659a9c472289c8a','2ad4afa8f24a957abd81ec8d81d986e16c1d91eb702346f86b15bdb9ca045478');
INSERT INTO "audit" VALUES(8,'2026-06-15T09:02:00.000+08:00','信息科技部','answer','answer:b',NULL,'{"value":{"number":0.30000000000000004},"confidence":null,"rationale":"","review":false,"updated_at":"2026-06-15T09:02:00+08:00"}',2,'2ad4afa8f24a957abd81ec8d81d986e16c1d91eb702346f86b15bdb9ca045478','cb1ef3dde42802ceb61d3f97ff364bccafaa81c288405b0395abca9f70c60a64');
INSERT INTO "audit" VALUES(9,'2026-06-15T09:02:00.000+08:00','信息科技部','answer','answer:c',NULL,'{"value":{"items":["乙","甲"]},"confidence":null,"rationale":"","review":false,"updated_at":"2026-06-15T09:02:00+08:00"}',2,'cb1ef3dde42802ceb61d3f97ff364bccafaa81c288405b0395abca9f70c60a64','9303a70db338abd98bec1c94188dd2e740fb1d25e884cea5b40264de95e497ab');
INSERT INTO "audit" VALUES(10,'2026-06-15T09:02:00.000+08:00','信息科技部','answer','answer:d',NULL,'{"value":"na","confidence":null,"rationale":"","review":false,"updated_at":"2026-06-15T09:02:00+08:00"}',2,'9303a70db338abd98bec1c94188dd2e740fb1d25e884cea5b40264de95e497ab','10c4e7cc4110a7033cefe405fd1f85aae6b718a680af9f26cf7e963140c62921');
INSERT INTO "audit" VALUES(11,'2026-06-15T09:02:00.000+08:00','信息科技部','add_evidence','evidence:2',NULL,'{"id":2,"about":"a","title":"董事会决议","locator":"第3页","strength":"medium","added_at":"2026-06-15T09:02:00+08:00"}',3,'10c4e7cc4110a7033cefe405fd1f85aae6b718a680af9f26cf7e963140c62921','21db681b939048f82456fd2be807182e91e3faff613e98cffa42f0d778e2e8b1');
INSERT INTO "audit" VALUES(12,'2026-06-15T09:02:00.000+08:00','信息科技部','add_evidence','evidence:3',NULL,'{"id":3,"about":"doc/1","title":"实施方案","locator":"第3页","strength":"medium","added_at":"2026-06-15T09:02:00+08:00"}',4,'21db681b939048f82456fd2be807182e91e3faff613e98cffa42f0d778e2e8b1','17b8683bc76b71c25a802971cafff86fd9a70b05acc8583b008cfe1706758008');
INSERT INTO "audit" VALUES(13,'2026-06-15T09:03:00.000+08:00','信息科技部','judge_clause','clause_judgement:doc/1',NULL,'{"clause":"doc/1","verdict":"partly_met","rationale":"试点","updated_at":"2026-06-15T09:03:00+08:00"}',5,'17b8683bc76b71c25a802971cafff86fd9a70b05acc8583b008cfe1706758008','886401bb2faac7a2d6ffde3a1b247b56b726403a517713078da8b404e5e2de38');
INSERT INTO "audit" VALUES(14,'2026-06-15T09:03:00.000+08:00','信息科技部','set_weight_scheme','weight_scheme:1',NULL,'{"id":1,"name":"研讨会","content":"{\"groups\":[]}","updated_at":"2026-06-15T09:03:00+08:00"}',6,'886401bb2faac7a2d6ffde3a1b247b56b726403a517713078da8b404e5e2de38','04dc658555f0c6843a87c1a44f6330091053e3b1771639e71005ff2f279f7228');
INSERT INTO "audit" VALUES(15,'2026-06-15T09:03:00.000+08:00','信息科技部','set_peer_group','peer_group:1',NULL,'{"id":1,"name":"研讨会","content":"{\"groups\":[]}","updated_at":"2026-06-15T09:03:00+08:00"}',7,'04dc658555f0c6843a87c1a44f6330091053e3b1771639e71005ff2f279f7228','f4d4d1a556d845fd621e54dfea4f9e8d531c7c870e2ae6c7db18bbd6c53dc57a');
INSERT INTO "audit" VALUES(16,'2026-06-15T09:03:00.000+08:00','信息科技部','set_imported_data','imported_data:1',NULL,'{"id":1,"name":"研讨会","content":"{\"groups\":[]}","updated_at":"2026-06-15T09:03:00+08:00"}',8,'f4d4d1a556d845fd621e54dfea4f9e8d531c7c870e2ae6c7db18bbd6c53dc57a','9cc2e49c61f2d6d3ab4c71438030622b74e2b4e47dd116240ce2c3fc688edf4a');
INSERT INTO "audit" VALUES(17,'2026-06-15T09:03:00.000+08:00','信息科技部','set_peer_group','peer_group:1','{"id":1,"name":"研讨会","content":"{\"groups\":[]}","updated_at":"2026-06-15T09:03:00+08:00"}','{"id":1,"name":"城商行","content":"[]","updated_at":"2026-06-15T09:03:00+08:00"}',9,'9cc2e49c61f2d6d3ab4c71438030622b74e2b4e47dd116240ce2c3fc688edf4a','c07e05701a120a9978743a136993ecdef76230c74dc2fbc270fd78c38d71e5a4');
INSERT INTO "audit" VALUES(18,'2026-06-15T09:04:00.000+08:00','信息科技部','set_figure','figure:2024:it_investment',NULL,'{"year":2024,"metric":"it_investment","value":4.83,"unit":"亿元","note":"年报第42页"}',10,'c07e05701a120a9978743a136993ecdef76230c74dc2fbc270fd78c38d71e5a4','5721f723f44d64c1a17fa2a009a67428014ca42cc851eb93e27be4b4e397e28c');
INSERT INTO "audit" VALUES(19,'2026-06-15T09:04:00.000+08:00','信息科技部','set_peer_reference','peer_reference:样本',NULL,'{"label":"样本","sample_size":24,"illustrative":true,"scores":{"root":46.5}}',11,'5721f723f44d64c1a17fa2a009a67428014ca42cc851eb93e27be4b4e397e28c','793abc8d5d3fe6207c8f1a07770d94fe904869fbbba19e9cc6517bc6a3038ed8');
INSERT INTO "audit" VALUES(20,'2026-06-15T09:04:00.000+08:00','信息科技部','set_meta','meta:weights',NULL,'"equal"',12,'793abc8d5d3fe6207c8f1a07770d94fe904869fbbba19e9cc6517bc6a3038ed8','b1e9e6acbbe9fb240dc9f48a30a9eec934fd4aebd06bbfbb262d1354ca145a3b');
INSERT INTO "audit" VALUES(21,'2026-06-15T09:05:00.000+08:00','战略部','upgrade_model','model:2',NULL,'{"id":"caict","version":"2.0.0","digest":"d2","files":{"model.toml":"28771bc5510ef3fbf4c69b2a64d089bf9467b01534735cbdcbfbbf7edf27c8db"}}',NULL,'b1e9e6acbbe9fb240dc9f48a30a9eec934fd4aebd06bbfbb262d1354ca145a3b','a199529549c9657630d00b63764272d76cffd8dd65472ea4bdeed76c5ef6b1cf');
INSERT INTO "audit" VALUES(22,'2026-06-15T09:05:00.000+08:00','战略部','upgrade_model','assessment','{"id":1,"institution_id":1,"year":2025,"model_id":"caict","model_digest":"d1","target":60.0,"created_at":"2026-06-15T09:00:00+08:00"}','{"id":1,"institution_id":1,"year":2025,"model_id":"caict","model_digest":"d2","target":60.0,"created_at":"2026-06-15T09:00:00+08:00"}',13,'a199529549c9657630d00b63764272d76cffd8dd65472ea4bdeed76c5ef6b1cf','6309f87253f8fe2ffa66fda7e119ed27aca672c0418e95a526d4f51671e1da1c');
INSERT INTO "audit" VALUES(23,'2026-06-15T09:05:00.000+08:00','战略部','upgrade_model','answer:a','{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:01:00+08:00"}',NULL,13,'6309f87253f8fe2ffa66fda7e119ed27aca672c0418e95a526d4f51671e1da1c','5ebdd07ca98b539dd1fc467575635267353b0f5e519f0f50f3bfa2d14824152b');
INSERT INTO "audit" VALUES(24,'2026-06-15T09:05:00.000+08:00','战略部','upgrade_model','answer:b','{"value":{"number":0.30000000000000004},"confidence":null,"rationale":"","review":false,"updated_at":"2026-06-15T09:02:00+08:00"}','{"value":{"number":0.30000000000000004},"confidence":null,"rationale":"","review":true,"updated_at":"2026-06-15T09:02:00+08:00"}',13,'5ebdd07ca98b539dd1fc467575635267353b0f5e519f0f50f3bfa2d14824152b','93d0d47cced753a507194eababa62f0e6e4920e115d5b4b4c44dc89e8e28ee7a');
INSERT INTO "audit" VALUES(25,'2026-06-15T09:05:00.000+08:00','战略部','upgrade_model','answer:x',NULL,'{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:01:00+08:00"}',13,'93d0d47cced753a507194eababa62f0e6e4920e115d5b4b4c44dc89e8e28ee7a','5bf02c0f81715b5ab1a7f6469e3cf951acfb9624bf08199714fcc2309953c55b');
INSERT INTO "audit" VALUES(26,'2026-06-15T09:05:00.000+08:00','战略部','upgrade_model','evidence:2','{"id":2,"about":"a","title":"董事会决议","locator":"第3页","strength":"medium","added_at":"2026-06-15T09:02:00+08:00"}','{"id":2,"about":"x","title":"董事会决议","locator":"第3页","strength":"medium","added_at":"2026-06-15T09:02:00+08:00"}',13,'5bf02c0f81715b5ab1a7f6469e3cf951acfb9624bf08199714fcc2309953c55b','e89ee3b5babb1688f9c8d4b3ffd47a3d48965ecfe9185dcc05607556012fe64c');
INSERT INTO "audit" VALUES(27,'2026-06-15T09:06:00.000+08:00','信息科技部','answer','answer:x','{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:01:00+08:00"}','{"value":{"level":4},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:06:00+08:00"}',14,'e89ee3b5babb1688f9c8d4b3ffd47a3d48965ecfe9185dcc05607556012fe64c','99660152d7ee6992e763b69637490b28cb56046e4db097116ffed4894bb97385');
INSERT INTO "audit" VALUES(28,'2026-06-15T09:06:00.000+08:00','信息科技部','remove_weight_scheme','weight_scheme:1','{"id":1,"name":"研讨会","content":"{\"groups\":[]}","updated_at":"2026-06-15T09:03:00+08:00"}',NULL,15,'99660152d7ee6992e763b69637490b28cb56046e4db097116ffed4894bb97385','676e21e4f72c0930855ddb8f2b1de85f56f8c0de4aabfe02612c73936dbc90d0');
INSERT INTO "audit" VALUES(29,'2026-06-15T09:06:00.000+08:00','信息科技部','undo','weight_scheme:1',NULL,'{"id":1,"name":"研讨会","content":"{\"groups\":[]}","updated_at":"2026-06-15T09:03:00+08:00"}',15,'676e21e4f72c0930855ddb8f2b1de85f56f8c0de4aabfe02612c73936dbc90d0','a973317c1285ba0edde3f504281b4255ac94602a72e4c8c9e65a1c8374d7a2ea');
INSERT INTO "audit" VALUES(30,'2026-06-15T09:06:00.000+08:00','信息科技部','undo','answer:x','{"value":{"level":4},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:06:00+08:00"}','{"value":{"level":3},"confidence":"high","rationale":"访谈与制度文件","review":false,"updated_at":"2026-06-15T09:01:00+08:00"}',14,'a973317c1285ba0edde3f504281b4255ac94602a72e4c8c9e65a1c8374d7a2ea','90144cc3b46375f70215e364fb256e2460224efebdcd1314a98ff3a392247d99');
CREATE TABLE clause_judgement (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    clause        TEXT NOT NULL,
    verdict       TEXT CHECK (verdict IN ('met', 'partly_met', 'not_met', 'not_applicable')),
    rationale     TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    PRIMARY KEY (assessment_id, clause)
) STRICT;
INSERT INTO "clause_judgement" VALUES(1,'doc/9','not_met','','2026-06-15T09:00:00.000+08:00');
INSERT INTO "clause_judgement" VALUES(1,'doc/1','partly_met','试点','2026-06-15T09:03:00.000+08:00');
CREATE TABLE edit (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    first_seq INTEGER NOT NULL REFERENCES audit (seq),
    last_seq  INTEGER NOT NULL REFERENCES audit (seq),
    undone    INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT;
INSERT INTO "edit" VALUES(1,7,7,0);
INSERT INTO "edit" VALUES(2,8,10,0);
INSERT INTO "edit" VALUES(3,11,11,0);
INSERT INTO "edit" VALUES(4,12,12,0);
INSERT INTO "edit" VALUES(5,13,13,0);
INSERT INTO "edit" VALUES(6,14,14,0);
INSERT INTO "edit" VALUES(7,15,15,0);
INSERT INTO "edit" VALUES(8,16,16,0);
INSERT INTO "edit" VALUES(9,17,17,0);
INSERT INTO "edit" VALUES(10,18,18,0);
INSERT INTO "edit" VALUES(11,19,19,0);
INSERT INTO "edit" VALUES(12,20,20,0);
INSERT INTO "edit" VALUES(13,22,26,0);
INSERT INTO "edit" VALUES(14,27,27,1);
INSERT INTO "edit" VALUES(15,28,28,1);
CREATE TABLE evidence (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    about  TEXT NOT NULL,
    title         TEXT NOT NULL,
    locator       TEXT NOT NULL,
    strength      TEXT NOT NULL CHECK (strength IN ('strong', 'medium', 'weak')),
    added_at      TEXT NOT NULL
) STRICT;
INSERT INTO "evidence" VALUES(1,1,'s','台账','第3页','medium','2026-06-15T09:00:00.000+08:00');
INSERT INTO "evidence" VALUES(2,1,'x','董事会决议','第3页','medium','2026-06-15T09:02:00.000+08:00');
INSERT INTO "evidence" VALUES(3,1,'doc/1','实施方案','第3页','medium','2026-06-15T09:02:00.000+08:00');
CREATE TABLE figure (
    institution_id INTEGER NOT NULL REFERENCES institution (id),
    year           INTEGER NOT NULL,
    metric         TEXT NOT NULL,
    value          REAL NOT NULL,
    unit           TEXT NOT NULL,
    note           TEXT NOT NULL,
    PRIMARY KEY (institution_id, year, metric)
) STRICT;
INSERT INTO "figure" VALUES(1,2024,'it_investment',4.83,'亿元','年报第42页');
CREATE TABLE imported_data (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
INSERT INTO "imported_data" VALUES(1,1,'研讨会','{"groups":[]}','2026-06-15T09:03:00.000+08:00');
CREATE TABLE institution (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
INSERT INTO "institution" VALUES(1,'丙农村商业银行','rural_bank');
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO "meta" VALUES('weights','equal');
CREATE TABLE model (
    digest  TEXT PRIMARY KEY,
    id      TEXT NOT NULL,
    version TEXT NOT NULL
, number INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "model" VALUES('d1','caict','1.0.0',1);
INSERT INTO "model" VALUES('d2','caict','2.0.0',2);
CREATE TABLE model_file (
    digest  TEXT NOT NULL REFERENCES model (digest),
    path    TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (digest, path)
) STRICT;
INSERT INTO "model_file" VALUES('d1','model.toml','id = "caict"
version = "1.0.0"
');
INSERT INTO "model_file" VALUES('d2','model.toml','id = "caict"
version = "2.0.0"
');
CREATE TABLE peer_group (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
INSERT INTO "peer_group" VALUES(1,1,'城商行','[]','2026-06-15T09:03:00.000+08:00');
CREATE TABLE peer_reference (
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    label         TEXT NOT NULL,
    sample_size   INTEGER NOT NULL,
    illustrative  INTEGER NOT NULL CHECK (illustrative IN (0, 1)),
    node_id       TEXT NOT NULL,
    score         REAL NOT NULL,
    PRIMARY KEY (assessment_id, label, node_id)
) STRICT;
INSERT INTO "peer_reference" VALUES(1,'样本',24,1,'root',46.5);
CREATE TABLE weight_scheme (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    assessment_id INTEGER NOT NULL REFERENCES assessment (id),
    name          TEXT NOT NULL,
    content       TEXT NOT NULL,
    updated_at    TEXT NOT NULL
) STRICT;
INSERT INTO "weight_scheme" VALUES(1,1,'研讨会','{"groups":[]}','2026-06-15T09:03:00.000+08:00');
CREATE INDEX audit_of_subject ON audit (subject);
CREATE INDEX evidence_about ON evidence (assessment_id, about);
CREATE UNIQUE INDEX model_number ON model (number);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('evidence',3);
INSERT INTO "sqlite_sequence" VALUES('edit',15);
INSERT INTO "sqlite_sequence" VALUES('weight_scheme',1);
INSERT INTO "sqlite_sequence" VALUES('peer_group',1);
INSERT INTO "sqlite_sequence" VALUES('imported_data',1);
COMMIT;
