concat(
      case when s.seqincrement <> 1 then ' INCREMENT BY ' || s.seqincrement end,
      case when s.seqmin <> case when s.seqincrement > 0 then 1
          else case s.seqtypid when 'smallint'::regtype then -32768 when 'integer'::regtype then -2147483648
            else -9223372036854775808 end end
        then ' MINVALUE ' || s.seqmin end,
      case when s.seqmax <> case when s.seqincrement < 0 then -1
          else case s.seqtypid when 'smallint'::regtype then 32767 when 'integer'::regtype then 2147483647
            else 9223372036854775807 end end
        then ' MAXVALUE ' || s.seqmax end,
      case when s.seqstart <> case when s.seqincrement > 0 then s.seqmin else s.seqmax end
        then ' START WITH ' || s.seqstart end,
      case when s.seqcache <> 1 then ' CACHE ' || s.seqcache end,
      case when s.seqcycle then ' CYCLE' end)
